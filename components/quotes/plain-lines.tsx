import type { ReactNode } from "react";
import { Input } from "@/components/ui/input";
import type { RequestLinesTexts } from "./request-lines";

const MORE = 4;

/** Further lines for a browser without script; `catalogue` is the list of suggestions, with id `catalogue`. */
export function PlainLines({
  from,
  catalogue,
  texts,
}: {
  /** How many lines there are already. */
  from: number;
  catalogue: ReactNode;
  texts: RequestLinesTexts;
}) {
  return (
    <noscript>
      <div className="flex flex-col gap-2">
        {Array.from({ length: MORE }, (_, offset) => from + offset).map((index) => (
          <div key={index} className="grid grid-cols-[minmax(0,1fr)_5rem] gap-2">
            <Input
              name={`items.${index}.description`}
              list="catalogue"
              aria-label={texts.item.replace("{position}", String(index + 1))}
              placeholder={texts.placeholder}
              maxLength={300}
            />
            <Input
              name={`items.${index}.quantity`}
              aria-label={texts.quantity.replace("{position}", String(index + 1))}
              inputMode="numeric"
              maxLength={9}
              defaultValue="1"
              className="text-end"
            />
          </div>
        ))}
        {catalogue}
      </div>
    </noscript>
  );
}
