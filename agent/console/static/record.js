// From the journal's entries to what the page knows.

const TOLD = new Set(["decision", "refusal", "fault", "operator", "session"]);
const KEPT = 400;

/** Take in a session as it stands; everything known before is dropped. */
export function takeSnapshot(store, snapshot) {
  store.snapshot = snapshot;
  store.head = snapshot.head;
  store.rows = snapshot.frames.slice().sort((one, other) => one.number - other.number);
  store.byId = new Map(store.rows.map((row) => [row.frame_id, row]));
  store.byNumber = new Map(store.rows.map((row) => [row.number, row]));
  store.events = snapshot.recent.slice();
  takeStanding(store, snapshot);
  store.touch("session", "frames", "events");
}

/** Take in what changes without an entry. */
export function takeStanding(store, standing) {
  const { running, agent, instrument, wishes, now, outcome, error, report } = standing;
  store.standing = { running, agent, instrument, wishes, outcome, error, report };
  store.heardAt = performance.now();
  if (now) store.clockOffset = Date.parse(now) - Date.now();
  store.touch("standing");
}

/** Take in entries; returns false, and takes none, if some are missing before them. */
export function takeEntries(store, entries) {
  const fresh = entries.filter((entry) => entry.number > store.head);
  if (fresh.length && fresh[0].number !== store.head + 1) return false;
  for (const entry of fresh) {
    store.head = entry.number;
    if (entry.kind === "frame") addRow(store, rowOf(entry));
    else if (entry.kind === "tags") readRow(store, entry);
    if (TOLD.has(entry.kind)) {
      store.events.push(entry);
      if (store.events.length > KEPT) store.events.splice(0, store.events.length - KEPT);
      store.touch("events");
    }
  }
  return true;
}

function addRow(store, row) {
  if (store.byId.has(row.frame_id)) return;
  store.rows.push(row);
  store.byId.set(row.frame_id, row);
  store.byNumber.set(row.number, row);
  store.touch("frames");
}

function readRow(store, entry) {
  const row = store.byId.get(entry.key);
  if (!row) return;
  const tags = entry.payload.tags ?? {};
  row.said = tags.asserted ?? [];
  row.quality = tags.quality?.flags ?? [];
  store.touch("frames", "reading");
}

/** As the console's own rows. */
function rowOf(entry) {
  const { payload } = entry;
  const { position, scan, field_width: width, dose } = payload.metadata ?? {};
  return {
    number: payload.number,
    frame_id: entry.key,
    purpose: payload.purpose ?? "",
    step: payload.step ?? 0,
    x: position?.x ?? null,
    y: position?.y ?? null,
    width: width ?? null,
    aspect: scan ? scan.rows / scan.columns : 0.75,
    time: entry.time,
    dose: dose ?? 0,
    said: null,
    quality: null,
  };
}
