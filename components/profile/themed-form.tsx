"use client";

import type { ComponentProps } from "react";
import { applyTheme, toTheme } from "@/components/shell/theme";
import { PlainForm } from "./plain-form";

/** A form of preferences: the looks change with the choice, before it is saved. */
export function ThemedForm(props: ComponentProps<typeof PlainForm<undefined>>) {
  return (
    <div
      onChange={(event) => {
        const { target } = event;
        if (target instanceof HTMLSelectElement && target.name === "theme") applyTheme(toTheme(target.value));
      }}
    >
      <PlainForm {...props} />
    </div>
  );
}
