"use client";

import { useEffect } from "react";
import { applyTheme, type Theme } from "./theme";

/** On a device that knows no looks yet: those that the person chose elsewhere. */
export function KeepTheme({ theme }: { theme: Theme }) {
  useEffect(() => applyTheme(theme), [theme]);
  return null;
}
