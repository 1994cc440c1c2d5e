"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { Select } from "./select";

/** A select that sends its form as soon as something else is chosen; it keeps the focus, and follows the address. */
export function InstantSelect({
  value,
  ...rest
}: Omit<ComponentProps<typeof Select>, "defaultValue" | "onChange" | "ref" | "value"> & { value: string }) {
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (select.current) select.current.value = value;
  }, [value]);
  return (
    <Select
      {...rest}
      ref={select}
      defaultValue={value}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
    />
  );
}
