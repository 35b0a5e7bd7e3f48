// One session: the parts, and what feeds them.

import { read, sessionPath } from "./api.js";
import { makeAlarms } from "./alarms.js";
import { Commands } from "./commands.js";
import { makeClickLog } from "./click-log.js";
import { makeConsentPanel } from "./consent-panel.js";
import { makeControlPanel } from "./control-panel.js";
import { makeDrivePanel } from "./drive-panel.js";
import { element } from "./element.js";
import { makeEventList } from "./event-list.js";
import { makeFieldPanel } from "./field-panel.js";
import { makeFrameList } from "./frame-list.js";
import { makeFramePanel } from "./frame-panel.js";
import { Live } from "./live.js";
import { makeMapPanel } from "./map-panel.js";
import { makeNotePanel } from "./note-panel.js";
import { makeQueueList } from "./queue-list.js";
import { takeEntries, takeSnapshot, takeStanding } from "./record.js";
import { makeReplayBar } from "./replay-bar.js";
import { makeStatusBar } from "./status-bar.js";
import { Store } from "./store.js";
import { makeTabs } from "./tabs.js";
import { makeTagPanel } from "./tag-panel.js";
import { makeZoneList } from "./zone-list.js";

const MAP_PAUSE = 1500;

/** Show a session. */
export function openSession(name, { head, alarms, page }) {
  const store = new Store(name);
  const commands = new Commands(name, () => store.touch("clicks"));
  const left = element("div", { class: "column" });
  const middle = element("div", { class: "column" });
  const right = element("div", { class: "column" });
  head.append(makeStatusBar(store));
  page.append(element("div", { class: "columns" }, left, middle, right), makeReplayBar(store));
  left.append(makeFramePanel(store), makeTagPanel(store, commands));
  middle.append(makeMapPanel(store), makeFieldPanel(store, commands));
  right.append(makeControlPanel(store, commands), makeClickLog(store, commands), makeConsentPanel(store, commands), makeDrivePanel(store, commands),
    makeTabs([
      ["Events", makeEventList(store)],
      ["Frames", makeFrameList(store)],
      ["Queue", makeQueueList(store, commands)],
      ["Zones", makeZoneList(store)],
      ["Note", makeNotePanel(store, commands)],
    ]));

  const watching = makeAlarms(store, alarms);
  const feeding = feed(store);
  return { close: () => { feeding.end(); watching.end(); }, toStop: () => [name] };
}

/** Keep the store up to date until told to end. */
function feed(store) {
  let mapTimer = 0;
  let mapWanted = true;
  let frameAsked = 0;
  let ended = false;

  async function readMap() {
    if (!mapWanted || mapTimer || ended) return;
    mapWanted = false;
    mapTimer = setTimeout(() => { mapTimer = 0; void readMap(); }, MAP_PAUSE);
    try {
      store.map = await read(sessionPath(store.name, "/map"), 60000);
      store.touch("map");
      // A long session's map follows behind; what there is, is shown meanwhile.
      mapWanted ||= Boolean(store.map.behind);
    } catch {
      // A session whose mission cannot be read has none; one that was not answered is asked for again.
      mapWanted ||= store.map !== null;
    }
  }

  /** The latest wish wins: an answer for a frame that is not on show any more is dropped. */
  async function readFrame() {
    const number = store.shown;
    frameAsked += 1;
    const asked = frameAsked;
    if (number === null) return;
    try {
      const frame = await read(sessionPath(store.name, `/frames/${number}`));
      if (asked !== frameAsked) return;
      store.frame = frame;
      store.touch("shown");
    } catch {
      if (asked === frameAsked) setTimeout(() => asked === frameAsked && !ended && readFrame(), 1000);
    }
  }

  async function readCapabilities() {
    if (store.capabilities || !store.standing?.instrument?.state) return;
    store.capabilities = {};
    try {
      store.capabilities = await read(sessionPath(store.name, "/instrument/capabilities"));
      store.touch("standing");
    } catch {
      store.capabilities = null;
    }
  }

  const live = new Live(store.name, {
    opened(snapshot) {
      takeSnapshot(store, snapshot);
      store.link = { up: true, why: "" };
      store.touch("link");
    },
    entries: (entries) => takeEntries(store, entries),
    standing(standing) {
      takeStanding(store, standing);
      if (!store.link.up) {
        store.link = { up: true, why: "" };
        store.touch("link");
      }
    },
    lost(why) {
      store.link = { up: false, why };
      store.touch("link");
    },
  });

  store.on(["session", "frames"], () => {
    const newest = store.lastRow?.number ?? null;
    if (store.following && newest !== store.shown) {
      store.shown = newest;
      store.touch("show");
    }
    mapWanted = true;
    void readMap();
  });
  store.on(["show"], () => {
    store.frame = store.frame?.number === store.shown ? store.frame : null;
    store.hand = null;
    store.touch("shown");
    void readFrame();
  });
  store.on(["reading", "session"], () => {
    if (store.frame === null || store.frame.reading === null) void readFrame();
  });
  store.on(["standing"], () => void readCapabilities());
  void live.start();
  return { end() { ended = true; clearTimeout(mapTimer); frameAsked += 1; live.end(); } };
}
