import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PrivacyDeskTabs } from "@/components/privacy/privacy-desk-tabs";
import { RegisterCategory } from "@/components/register/register-category";
import { RetentionSkeleton } from "@/components/retention/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { buttonStyle } from "@/components/ui/button-style";
import { FileDown } from "@/components/ui/icons";
import { requireViewer } from "@/lib/auth/viewer";
import { loadRegister } from "@/lib/register/queries";

const FILE = "/api/admin/privacy/register";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.deskTabs");
  return { title: t("registerTitle") };
}

/** The record of processing activities, as the database describes itself. */
export default function RegisterPage() {
  return (
    <Arrival skeleton={<RetentionSkeleton active="register" />}>
      <Register />
    </Arrival>
  );
}

async function Register() {
  const viewer = await requireViewer("staff");
  const [t, entries] = await Promise.all([getTranslations("retention.register"), loadRegister(viewer)]);
  const categories = [...new Set(entries.map(({ category }) => category))];
  return (
    <>
      <PrivacyDeskTabs active="register" />
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-[72ch] text-fg-secondary text-sm">{t("intro", { tables: entries.length })}</p>
        <div className="flex gap-2 print:hidden">
          {(["csv", "json"] as const).map((format) => (
            <a
              key={format}
              href={`${FILE}?format=${format}`}
              download={format === "json" ? "processing-register.json" : undefined}
              className={buttonStyle({ variant: "secondary", size: "sm" })}
            >
              <FileDown aria-hidden />
              {t(format)}
            </a>
          ))}
        </div>
      </div>
      <div className="flex flex-col gap-5">
        {categories.map((category) => (
          <RegisterCategory
            key={category}
            category={category}
            entries={entries.filter((entry) => entry.category === category)}
          />
        ))}
      </div>
    </>
  );
}
