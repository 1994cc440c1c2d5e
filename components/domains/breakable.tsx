import { Fragment } from "react";

/** A name that may be broken behind its dots, before anything else is broken. */
export function Breakable({ text }: { text: string }) {
  return text.split(".").map((label, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: labels repeat and never move
    <Fragment key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {label}
    </Fragment>
  ));
}
