"""An operator takes the instrument, drives within its limits, hands back; and stops it, whatever else is broken."""

import json
import re

from playwright.sync_api import expect

from fractoscope.agent.journal import Kind
from tests.e2e.killing import wait_for

from .person import Person
from .running_session import RunningSession

HERE = 5e-6
"""Metres within which the simulated stage comes to a place."""


def panel(person: Person):
    return person.page.get_by_role("region", name="Drive by hand")


def settled(person: Person) -> None:
    expect(panel(person).get_by_role("button", name="Go to")).to_be_enabled()


def test_an_operator_takes_the_instrument_from_the_agent(supervised: RunningSession, anna: Person):
    """Pins a lease that only the page believes in."""
    anna.page.get_by_label("Note shown to others while you drive").fill("looks at the edge")
    anna.press("Take over")
    expect(panel(anna)).to_be_visible()
    lease = supervised.sem.state().lease
    assert lease is not None
    assert (lease.holder, str(lease.role), lease.note) == ("anna (console)", "operator", "looks at the edge")
    expect(anna.chip("Lease")).to_contain_text("operator: anna")


def test_the_stage_goes_where_it_is_told(supervised: RunningSession, anna: Person):
    """Pins a step of the wrong size, sign or unit."""
    settled(anna)
    for name, value in (("drive-x", "0.5"), ("drive-y", "-0.25"), ("drive-width", "400")):
        panel(anna).locator(f'input[name="{name}"]').fill(value)
    anna.press("Go to")
    assert wait_for(lambda: abs(supervised.sem.state().position.x - 0.5e-3) < HERE and not supervised.sem.state().moving)
    settled(anna)
    panel(anna).get_by_role("button", name="Right by a step").press("ArrowRight")
    assert wait_for(lambda: abs(supervised.sem.state().position.x - 0.7e-3) < HERE)
    settled(anna)
    anna.press("Up by a step")
    assert wait_for(lambda: abs(supervised.sem.state().position.y - (-0.25e-3 + 0.15e-3)) < HERE)
    settled(anna)
    assert [json.loads(one["action"])["kind"] for one in supervised.commands("drive")] == ["move_stage"] * 3


def test_a_refusal_is_shown_in_the_words_of_the_server(supervised: RunningSession, anna: Person):
    """Pins a limit that is clipped, or a refusal without the value and the way out."""
    before = supervised.sem.state().position
    panel(anna).locator('input[name="drive-x"]').fill("9000")
    anna.press("Go to")
    expect(anna.page.locator(".clicks .refused")).to_contain_text(re.compile(r"x .*9"))
    assert supervised.sem.state().position == before


def test_a_frame_taken_by_hand_is_shown_and_handed_to_the_agent(supervised: RunningSession, anna: Person):
    """Pins frames by hand that nobody sees, or that the agent does not learn from."""
    settled(anna)
    anna.press("Take a frame")
    expect(anna.page.locator(".picture[data-shown='hand'] img")).to_be_visible()
    expect(anna.page.locator(".data-bar")).to_contain_text("400")
    frames = len(supervised.of(Kind.FRAME))
    anna.press("Hand this frame to the agent")
    assert wait_for(lambda: len(supervised.of(Kind.FRAME)) == frames + 1, supervised.agent)
    frame = supervised.of(Kind.FRAME)[-1]
    expect(anna.chip("Agent")).to_contain_text("is in control")
    assert frame.payload["purpose"] == "by hand"
    assert supervised.commands("take_frame")[0]["frame_id"] == frame.key
    if "autofocus" in supervised.sem.describe().abilities:
        anna.press("Autofocus")
        assert wait_for(lambda: '"autofocus"' in supervised.commands("drive")[-1]["action"], supervised.agent)
        settled(anna)


def test_the_agent_goes_on_after_the_instrument_is_handed_back(supervised: RunningSession, anna: Person):
    """Pins an agent that waits for ever."""
    frames = len(supervised.of(Kind.FRAME))
    anna.press("Autonomous")
    anna.press("Hand back")
    expect(panel(anna)).to_be_hidden()
    assert wait_for(lambda: len(supervised.of(Kind.FRAME)) > frames, supervised.agent)
    assert supervised.commands("hand_back")[0]["by"] == "anna"


def test_a_stop_that_nobody_answers_says_so_and_names_the_way_out(supervised: RunningSession, vera: Person):
    """Pins the worst of all: a stop that looks as if it had worked."""
    vera.page.route(re.compile("/instrument/stop"), lambda route: route.abort())
    vera.page.get_by_role("button", name="STOP").click()
    report = vera.page.locator(".stop-report")
    expect(report).to_contain_text("COULD NOT BE CONFIRMED")
    expect(report).to_contain_text("MICROSCOPE'S OWN STOP")
    vera.page.unroute(re.compile("/instrument/stop"))
    vera.page.get_by_role("button", name="Dismiss").click()


def test_stop_comes_first_for_the_keyboard(vera: Person):
    """Pins controls that stand before the stop in the order of focus."""
    vera.page.reload()
    vera.page.keyboard.press("Tab")
    assert vera.page.evaluate("document.activeElement.id") == "stop"


def test_escape_twice_stops_the_instrument_without_a_socket_and_without_leave_to_command(supervised: RunningSession, vera: Person):
    """Pins a stop that needs the socket, a role, or a mouse; and one whose outcome is not told."""
    vera.page.route_web_socket(re.compile("/live"), lambda socket: socket.close())
    vera.page.reload()
    expect(vera.page.locator("#alarms .alarm.bad").first).to_contain_text("STALE")
    vera.page.keyboard.press("Escape")
    vera.page.keyboard.press("Escape")
    expect(vera.page.locator(".stop-report.good")).to_contain_text("STOPPED: stage halted, scan ended, beam blanked")
    assert wait_for(lambda: supervised.commands("stop"))
    assert supervised.commands("stop")[-1]["by"] == "vera"
    supervised.agent.wait(60)
    # The session's own server ends with it; the record tells the state in which the stop left the microscope.
    left = json.loads(supervised.commands("stop")[-1]["outcome"])
    assert (left["halted"], left["scan_ended"], left["blanked"]) == (True, True, True)


def test_what_became_of_a_stop_does_not_vanish_behind_the_sign_in_page(supervised: RunningSession, vera: Person):
    """Pins a sign-in that ran out: whoever pressed Stop would see a form in place of the warning that nothing was stopped."""
    vera.context.clear_cookies()
    vera.page.get_by_role("button", name="STOP").click()
    expect(vera.page.locator(".stop-report.bad")).to_contain_text("MICROSCOPE'S OWN STOP")
    vera.page.wait_for_timeout(1500)
    expect(vera.page.locator(".stop-report.bad")).to_be_visible()


def test_a_stopped_session_is_only_shown_and_stop_still_answers(supervised: RunningSession, anna: Person):
    """Pins a stop button that is dead once the agent is."""
    expect(anna.page.locator("#alarms")).to_contain_text("ABORTED")
    anna.page.get_by_role("button", name="STOP").click()
    expect(anna.page.locator(".stop-report")).to_contain_text(re.compile("STOPPED|OWN STOP"))


def test_a_finished_session_is_replayed_with_the_decision_behind_each_frame(supervised: RunningSession, anna: Person):
    """Pins a replay that shows the picture of one frame beside the reason of another."""
    page, frames = anna.page, supervised.of(Kind.FRAME)
    slider = page.get_by_role("slider", name="Frame")
    slider.focus()
    slider.press("Home")
    expect(page.locator(".picture[data-shown='1'] img")).to_be_visible()
    # The first frame was taken by hand: no decision led to it.
    expect(page.locator(".led")).to_have_text("")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".picture[data-shown='2'] img")).to_be_visible()
    step = frames[1].payload["step"]
    decision = next(entry for entry in supervised.of(Kind.DECISION) if entry.payload["step"] == step)
    expect(page.locator(".led")).to_contain_text(decision.payload["proposal"]["reason"].replace("_", " "))
    anna.press("Play")
    expect(page.locator(".picture[data-shown='3'] img")).to_be_visible()
    anna.press("Halt")
    anna.tab("Frames")
    page.get_by_role("option").first.click()
    expect(page.locator(f".picture[data-shown='{len(frames)}'] img")).to_be_visible()
    assert anna.errors == []
