import "server-only";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** "+27 82 555 0100": a number as people read it. What is no number stays as it is. */
export function formatPhone(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}
