import ICAL from "ical.js";

/** What a calendar is told of a call. Times are ISO 8601; `sequence` rises with each move and the cancellation. */
export type CallEntry = {
  id: string;
  sequence: number;
  startsAt: string;
  endsAt: string;
  isCancelled: boolean;
  title: string;
  description: string;
  /** A telephone number, or the address of a video call. */
  location: string | null;
  url: string;
  updatedAt: string;
  organizer: { name: string; email: string };
  attendee?: { name: string; email: string };
};

/**
 * The entry as an iCalendar file (RFC 5545, 5546): its UID stays the same for the life of the call, so that calendars
 * move and remove what they have. Times are in UTC, which every calendar shows in its owner's zone.
 */
export function callCalendar(entry: CallEntry, siteUrl: string): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("prodid", "-//Portico//Calls//EN");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("calscale", "GREGORIAN");
  calendar.updatePropertyWithValue("method", methodOf(entry));
  const event = new ICAL.Component("vevent");
  event.updatePropertyWithValue("uid", `call-${entry.id}@${new URL(siteUrl).hostname}`);
  event.updatePropertyWithValue("sequence", entry.sequence);
  event.updatePropertyWithValue("dtstamp", utc(entry.updatedAt));
  event.updatePropertyWithValue("last-modified", utc(entry.updatedAt));
  event.updatePropertyWithValue("dtstart", utc(entry.startsAt));
  event.updatePropertyWithValue("dtend", utc(entry.endsAt));
  event.updatePropertyWithValue("summary", entry.title);
  event.updatePropertyWithValue("description", entry.description);
  if (entry.location) event.updatePropertyWithValue("location", entry.location);
  event.updatePropertyWithValue("url", entry.url);
  event.updatePropertyWithValue("status", entry.isCancelled ? "CANCELLED" : "CONFIRMED");
  event.updatePropertyWithValue("transp", "OPAQUE");
  const organizer = event.addPropertyWithValue("organizer", `mailto:${entry.organizer.email}`);
  organizer.setParameter("cn", parameter(entry.organizer.name));
  if (entry.attendee) {
    const attendee = event.addPropertyWithValue("attendee", `mailto:${entry.attendee.email}`);
    attendee.setParameter("cn", parameter(entry.attendee.name));
    attendee.setParameter("role", "REQ-PARTICIPANT");
    // Whoever booked has said yes already.
    attendee.setParameter("partstat", "ACCEPTED");
    attendee.setParameter("rsvp", "FALSE");
  }
  if (!entry.isCancelled) event.addSubcomponent(alarm(entry.title));
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
}

/** How mail programs are to take it. */
export function methodOf({ isCancelled }: Pick<CallEntry, "isCancelled">): "REQUEST" | "CANCEL" {
  return isCancelled ? "CANCEL" : "REQUEST";
}

function alarm(title: string): ICAL.Component {
  const component = new ICAL.Component("valarm");
  component.updatePropertyWithValue("action", "DISPLAY");
  component.updatePropertyWithValue("description", title);
  component.updatePropertyWithValue("trigger", ICAL.Duration.fromSeconds(-15 * 60));
  return component;
}

function utc(at: string): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(at), true);
}

/** Quotation marks and controls cannot stand in a parameter. */
function parameter(text: string): string {
  return text.replace(/["\p{Cc}]/gu, " ").trim();
}
