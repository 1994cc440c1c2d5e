import type { Cast } from "./cast.ts";
import { type Clock, DAY } from "./clock.ts";
import { idOf } from "./random.ts";
import type { Row } from "./rows.ts";

/** Applications to become a reseller: one under review, one declined with a way on. */
export function resellerApplications(
  customers: { naledi: string; blouberg: string },
  cast: Cast,
  clock: Clock,
): Row<"reseller_applications">[] {
  const at = (days: number) => new Date(clock.now.getTime() - days * DAY).toISOString();
  return [
    {
      id: idOf("reseller", "blouberg"),
      customer_id: customers.blouberg,
      applicant_id: cast.johan.id,
      status: "in_review",
      company_name: "Blouberg Guesthouse",
      registration_number: "2014/118877/07",
      website: "https://blouberg-guesthouse.example",
      plans:
        "Speakers and amplifiers for the guesthouses of our association: about twenty along the west coast.",
      version: 2,
      created_at: at(4),
    },
    {
      id: idOf("reseller", "naledi"),
      customer_id: customers.naledi,
      applicant_id: cast.naledi.id,
      status: "declined",
      company_name: "Mokoena Sound",
      plans: "A stall at the Saturday market, with headphones and small speakers.",
      staff_note:
        "We need a registered business to invoice at reseller prices. Apply again once Mokoena Sound is registered: we would be glad to have you.",
      decided_by: cast.amahle.id,
      version: 3,
      created_at: at(96),
    },
  ];
}
