"""Every control of the page does what it says: in the journal, and at the instrument over a connection of the test's own."""

import re
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from fractoscope.agent.journal import Kind
from tests.e2e.killing import wait_for

from .grave_faults import grave_faults
from .person import Person
from .running_session import NAME, RunningSession


def consent(person: Person):
    return person.page.get_by_role("region", name="Decision")


def shows(person: Person, request: Any) -> None:
    expect(consent(person).get_by_role("heading")).to_have_text(f"Step {request.step} waits for your word")


def test_an_approved_step_is_carried_out_and_its_frame_is_shown(supervised: RunningSession, anna: Person):
    """Pins: a click that answers nothing, and a frame that the page does not show, or shows without scale and tags."""
    request = supervised.await_request()
    shows(anna, request)
    field = request.proposal["action"]["field"]
    anna.press("Approve")
    assert wait_for(lambda: len(supervised.of(Kind.TAGS)) == 1, supervised.agent)
    given = supervised.commands("approve")[0]
    assert (given["by"], given["step"], given["sha256"]) == ("anna", request.step, request.sha256)
    position = supervised.sem.state().position
    assert (position.x, position.y) == pytest.approx((field["x"], field["y"]), abs=5e-6)
    page = anna.page
    expect(page.locator(".picture[data-shown='1'] img")).to_be_visible()
    expect(page.locator(".scale-bar")).to_be_visible()
    expect(page.locator(".tags li").first).to_be_visible()
    expect(page.locator(".data-bar")).to_contain_text("Field width")
    expect(page.locator(".frame-kind")).to_have_text("SIMULATED")
    expect(page.locator(".kind")).to_have_text("SIMULATED")


def test_a_name_with_markup_is_shown_as_it_is(anna: Person):
    """Pins a page that builds markup from names: a specimen could then run a script."""
    expect(anna.page.locator(".title h1")).to_have_text(NAME)
    assert anna.page.locator(".title h1 *").count() == 0


def test_a_rejection_carries_its_reason(supervised: RunningSession, anna: Person):
    """Pins a reason that is lost, or a step that is carried out although it was rejected."""
    request = supervised.await_request()
    shows(anna, request)
    anna.page.get_by_label("Reason for a rejection").fill("<i>too dark</i>")
    anna.press("Reject")
    assert wait_for(lambda: supervised.of(Kind.REFUSAL), supervised.agent)
    assert supervised.commands("reject")[-1]["reason"] == "<i>too dark</i>"
    expect(anna.page.locator(".events")).to_contain_text("<i>too dark</i>")


def test_a_step_is_carried_out_at_the_field_that_was_typed(supervised: RunningSession, anna: Person):
    """Pins a modification that is bound to another step, or a field in the wrong unit."""
    shows(anna, supervised.await_request())
    frames = len(supervised.of(Kind.FRAME))
    anna.press("Change field")
    anna.type_field(0.25, -0.5, 640)
    request = supervised.await_request()
    anna.press(f"Use it for step {request.step}")
    assert wait_for(lambda: len(supervised.of(Kind.FRAME)) > frames, supervised.agent)
    metadata = supervised.of(Kind.FRAME)[-1].payload["metadata"]
    assert metadata["field_width"] == pytest.approx(640e-6)
    assert (metadata["position"]["x"], metadata["position"]["y"]) == pytest.approx((0.25e-3, -0.5e-3), abs=5e-6)


def test_of_two_operators_the_second_is_told_that_he_comes_late(supervised: RunningSession, anna: Person, ben: Person):
    """Pins a late click that answers a later step, or that vanishes without a word."""
    request = supervised.await_request()
    shows(anna, request)
    shows(ben, request)
    ben.page.route(
        re.compile("/commands"), lambda route: (anna.press("Approve"), anna.page.wait_for_timeout(600), route.continue_()), times=1
    )
    ben.press("Reject")
    expect(ben.page.locator(".clicks .refused")).to_contain_text(re.compile("answered step|does not wait"))
    assert [one["step"] for one in supervised.commands("approve")].count(request.step) == 1
    assert request.step not in [one["step"] for one in supervised.commands("reject")]


def test_a_click_whose_answer_is_lost_counts_once(supervised: RunningSession, anna: Person):
    """Pins a page that gives up, or that sends the same wish twice as two."""
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    anna.page.route(re.compile("/commands"), lose, times=1)
    anna.press("Pause")
    expect(anna.page.get_by_role("button", name="Resume", exact=True)).to_be_visible()
    expect(anna.page.locator(".clicks .done").filter(has_text="Pause")).to_be_visible()
    assert lost == [200]
    assert len(supervised.commands("pause")) == 1
    expect(anna.chip("Agent")).to_contain_text("paused")


def test_a_click_on_the_map_asks_for_a_field_there(supervised: RunningSession, anna: Person):
    """Pins a map that is mirrored or off: the agent would go elsewhere."""
    canvas = anna.page.locator(".map canvas")
    box = canvas.bounding_box()
    assert box is not None
    # The map shows all of the specimen, 8 by 6 mm around 0, 0, with a margin of 6 %; stage coordinates run up, pixels down.
    scale = 0.88 * min(box["width"] / 8e-3, box["height"] / 6e-3)
    canvas.click(position={"x": box["width"] / 2 + 30, "y": box["height"] / 2 - 40})
    anna.press("Look here next")
    assert wait_for(lambda: len(supervised.wishes.queue) == 1, supervised.agent)
    field = supervised.wishes.queue[0].field
    assert (field.x, field.y) == pytest.approx((30 / scale, 40 / scale), abs=2 / scale)


def test_half_a_field_is_none(anna: Person):
    """Pins typing that is wiped out by what the page is told four times a second, and a button that acts on the field before."""
    inputs = [anna.page.locator(f".field-panel input[name='{name}']") for name in ("x", "y", "width")]
    expect(inputs[0]).to_have_value("")
    inputs[0].fill("1.5")
    inputs[1].focus()
    anna.page.wait_for_timeout(800)
    expect(inputs[0]).to_have_value("1.5")
    anna.type_field(1.5, 0.5, 300)
    expect(anna.page.get_by_role("button", name="Look here next")).to_be_enabled()
    inputs[1].fill("")
    expect(anna.page.get_by_role("button", name="Look here next")).to_be_disabled()
    inputs[1].fill("0.5")
    anna.press("Clear")
    expect(inputs[0]).to_have_value("")


def test_the_queue_is_reordered_and_struck(supervised: RunningSession, anna: Person):
    """Pins buttons that act on another target than the one beside them."""
    first = supervised.wishes.queue[0].number
    anna.type_field(1.0, 0.5, 300)
    anna.press("Queue it last")
    assert wait_for(lambda: len(supervised.wishes.queue) == 2, supervised.agent)
    second = supervised.wishes.queue[1].number
    anna.tab("Queue")
    anna.press(f"Target {second} earlier")
    assert wait_for(lambda: [target.number for target in supervised.wishes.queue] == [second, first], supervised.agent)
    anna.press(f"Strike target {first}")
    assert wait_for(lambda: [target.number for target in supervised.wishes.queue] == [second], supervised.agent)
    anna.press(f"Strike target {second}")
    assert wait_for(lambda: not supervised.wishes.queue, supervised.agent)


def test_a_click_on_the_frame_marks_a_field_that_can_be_excluded(supervised: RunningSession, anna: Person):
    """Pins a frame whose pixels are taken for other places than they show."""
    picture = anna.page.locator(".picture")
    box = picture.bounding_box()
    assert box is not None
    row = supervised.of(Kind.FRAME)[-1].payload["metadata"]
    expect(picture).to_have_attribute("data-shown", str(supervised.of(Kind.FRAME)[-1].payload["number"]))
    picture.click(position={"x": box["width"] / 4, "y": box["height"] / 4})
    anna.press("Never look here")
    assert wait_for(lambda: supervised.wishes.excluded, supervised.agent)
    field = supervised.wishes.excluded[0]
    width = row["field_width"]
    expected = (row["position"]["x"] - width / 4, row["position"]["y"] + width * 0.75 / 4)
    assert (field.x, field.y) == pytest.approx(expected, abs=0.02 * width)
    assert field.width == pytest.approx(width / 4, rel=0.01)


def test_a_tag_is_corrected_and_a_note_is_written(supervised: RunningSession, anna: Person):
    """Pins corrections of another frame than the one on show."""
    anna.page.get_by_label("is not in this frame").first.click()
    assert wait_for(lambda: supervised.commands("correct_tag"), supervised.agent)
    corrected = supervised.commands("correct_tag")[0]
    assert (corrected["frame_id"], corrected["present"]) == (supervised.of(Kind.FRAME)[-1].key, False)
    anna.tab("Note").get_by_label("Note", exact=True).fill("edge is <u>dirty</u>")
    anna.press("Write it down")
    assert wait_for(lambda: supervised.commands("note"), supervised.agent)
    assert supervised.commands("note")[0]["text"] == "edge is <u>dirty</u>"
    anna.tab("Events")


def test_a_viewer_has_no_button_but_stop(supervised: RunningSession, vera: Person):
    """Pins buttons that only lead to a refusal."""
    expect(vera.page.locator(".picture img")).to_be_visible()
    names = [name.strip() for name in vera.page.locator("button:visible").all_inner_texts()]
    commands = {
        "Approve",
        "Reject",
        "Pause",
        "Resume",
        "Finish now",
        "Take over",
        "Observe",
        "Supervised",
        "Autonomous",
        "Look here next",
    }
    assert not commands & set(names)
    assert names[0].startswith("STOP")


def test_after_a_lost_network_the_page_says_stale_and_then_reads_anew(supervised: RunningSession, anna: Person, ben: Person):
    """Pins a page that shows old values as if they were new, and one that misses what happened meanwhile."""
    ben.cut()
    expect(ben.page.locator("#alarms .alarm.bad").first).to_contain_text("STALE")
    expect(ben.page.locator("body")).to_have_class(re.compile("stale"))
    anna.press("Resume")
    expect(anna.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    ben.mend()
    expect(ben.page.locator("body")).not_to_have_class(re.compile("stale"))
    expect(ben.page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    shows(ben, supervised.await_request())


def test_the_mode_is_changed_by_its_button(supervised: RunningSession, anna: Person):
    """Pins a mode that is shown before the journal has it."""
    anna.press("Observe")
    assert wait_for(lambda: supervised.wishes.mode == "observe", supervised.agent)
    expect(anna.page.get_by_role("button", name="Observe")).to_have_attribute("aria-pressed", "true")
    expect(anna.chip("Agent")).to_contain_text("observing")


def test_no_grave_fault_of_accessibility_is_found_while_a_step_waits(supervised: RunningSession, anna: Person):
    """Pins text without contrast, controls without a name, and roles that do not fit."""
    expect(anna.page.locator(".tags li").first).to_be_visible()
    assert grave_faults(anna.page) == []


def test_the_page_asks_nobody_else_and_breaks_no_rule_of_its_own(supervised: RunningSession, anna: Person, ben: Person):
    """Pins fonts or scripts from elsewhere, inline styles that the policy blocks, and errors that nobody sees."""
    host = supervised.address.partition("//")[2]
    for person in (anna, ben):
        assert [url for url in person.asked if f"//{host}/" not in url] == []
        assert person.errors == []


def test_a_session_that_is_told_to_finish_ends_and_is_only_shown(supervised: RunningSession, anna: Person):
    """Pins a page that goes on as if there were an agent, and a report that cannot be reached."""
    anna.press("Finish now")
    anna.press("Yes, finish the session")
    assert supervised.agent.wait(60) == 0
    expect(anna.page.locator("#alarms")).to_contain_text("ENDED (completed)")
    expect(anna.page.get_by_role("button", name="Pause", exact=True)).to_be_hidden()
    expect(anna.chip("Link")).to_contain_text("no instrument")
    with anna.context.expect_page() as opened:
        anna.page.get_by_role("link", name="Report").click()
    expect(opened.value.locator("body")).to_contain_text("Fractoscope")
    opened.value.close()
