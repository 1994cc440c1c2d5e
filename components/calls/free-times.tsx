import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import type { BookingAddress } from "@/lib/calls/booking-address";
import type { Picker } from "@/lib/calls/detail";
import { SlotPicker } from "./slot-picker";

/** The free times of a month. An address that still names a time names one that is gone, which is said above them. */
export async function FreeTimes({
  path,
  address,
  picker,
  locale,
  now,
  gone,
}: {
  path: string;
  address: BookingAddress;
  picker: Picker;
  locale: string;
  now: Date;
  /** What to do when the time is gone. */
  gone: string;
}) {
  const t = await getTranslations("call-pages.picker");
  return (
    <>
      {address.at && (
        <Banner tone="warning" title={t("gone")} className="mb-6 max-w-2xl">
          {gone}
        </Banner>
      )}
      <SlotPicker path={path} address={{ ...address, at: null }} {...picker} locale={locale} now={now} />
    </>
  );
}
