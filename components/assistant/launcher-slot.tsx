import { getTranslations } from "next-intl/server";
import { Launcher } from "./launcher";
import type { LauncherTexts, OpenLauncher } from "./launcher-panel";

/** Once in the customer's frame: the way to the assistant, with its words. */
export async function LauncherSlot({ open }: { open: OpenLauncher }) {
  const t = await getTranslations("chat");
  return <Launcher texts={t.raw("launcher") as LauncherTexts} open={open} />;
}
