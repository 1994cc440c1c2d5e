import { getTranslations } from "next-intl/server";
import { ConnectionStatus } from "./connection-status";

/** Once in each frame: tells when live updates have been away for a while. */
export async function LiveStatus() {
  const t = await getTranslations("notifications");
  return <ConnectionStatus label={t("reconnecting")} />;
}
