// An entry of the journal as a person reads it.

import { fieldText, quantity, spoken } from "./quantity.js";

const COMMANDS = {
  pause: () => "pause",
  resume: () => "resume",
  change_mode: ({ mode }) => `mode ${mode}`,
  approve: ({ step }) => `approves step ${step}`,
  modify: ({ step, field }) => `changes step ${step} to ${fieldText(field)}`,
  reject: ({ step, reason }) => `rejects step ${step}${reason ? `: ${reason}` : ""}`,
  look_here: ({ field, first }) => `look ${first ? "next" : "later"} at ${fieldText(field)}`,
  reorder: ({ targets }) => `order of the queue: ${targets.join(", ")}`,
  strike: ({ target }) => `strikes target ${target}`,
  exclude: ({ field }) => `never look at ${fieldText(field)}`,
  take_frame: () => "hands a frame to the agent",
  correct_tag: ({ feature, present }) => `${spoken(feature)} is ${present ? "there" : "not there"}`,
  note: ({ text }) => `note: ${text}`,
  finish_now: () => "finish now",
  take_control: () => "takes the instrument",
  hand_back: () => "hands the instrument back",
  stop: ({ outcome }) => `STOP: ${stopText(outcome)}`,
  drive: ({ action, outcome }) => `drives: ${driveText(action)} (${String(outcome).split(" as ")[0]})`,
};

/**
 * @param {any} entry
 * @returns {{title: string, text: string, tone: string}}
 */
export function eventText({ kind, payload }) {
  switch (kind) {
    case "decision": return decisionText(payload);
    case "refusal": return { title: `Step ${payload.step} refused`, text: payload.text ?? "", tone: "warn" };
    case "fault": return { title: payload.step ? `Fault in step ${payload.step}` : "Fault", text: payload.text ?? "", tone: "bad" };
    case "operator": {
      const say = COMMANDS[payload.command];
      return { title: payload.by ?? "Operator", text: say && payload.details ? say(payload.details) : `${spoken(payload.command)}${payload.report ? `: ${leftAs(payload.report)}` : ""}`, tone: payload.command === "stop" ? "bad" : "person" };
    }
    default: return { title: "Session", text: [payload.event, payload.outcome, payload.error].filter(Boolean).join(": "), tone: "" };
  }
}

function decisionText({ step, proposal, outcome, spent, finished_by: by }) {
  if (!proposal) return { title: `Step ${step}`, text: `ends: ${outcome}${spent ? ` (${spent})` : ""}${by ? `, asked by ${by}` : ""}`, tone: "" };
  const width = proposal.action?.field?.width;
  return { title: `Step ${step}`, text: `${spoken(proposal.purpose)}${width ? ` ${quantity(width, "m")}` : ""}: ${spoken(proposal.reason)}`, tone: "" };
}

function stopText(outcome) {
  const left = parsed(outcome);
  return left ? leftAs(left) : "outcome not readable";
}

function leftAs(left) {
  return [["halted", "stage"], ["scan_ended", "scan"], ["blanked", "beam"]].map(([key, what]) => `${what} ${left[key] ? "safe" : "NOT CONFIRMED"}`).join(", ");
}

function driveText(action) {
  const said = parsed(action);
  if (said?.kind === "move_stage") return `stage to ${(said.target.x * 1e3).toFixed(4)}, ${(said.target.y * 1e3).toFixed(4)} mm`;
  return said ? `${spoken(said.kind)}${said.field_width ? ` ${quantity(said.field_width, "m")}` : ""}` : "not readable";
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
