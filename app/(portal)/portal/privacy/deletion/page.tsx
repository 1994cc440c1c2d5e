import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeletionPage } from "@/components/privacy/deletion-page";
import { PrivacyDetailSkeleton } from "@/components/privacy/skeletons";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { loadDeletionPreview, loadPrivacyOverview } from "@/lib/privacy/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("privacy.deletion");
  return { title: t("title") };
}

/** What a deletion would do, and the way to ask for it. */
export default function Page() {
  return (
    <Arrival skeleton={<PrivacyDetailSkeleton />}>
      <Deletion />
    </Arrival>
  );
}

async function Deletion() {
  const viewer = await requireViewer("customer");
  const [preview, overview] = await Promise.all([loadDeletionPreview(viewer), loadPrivacyOverview(viewer)]);
  return (
    <DeletionPage
      preview={preview}
      scheduled={overview.deletion}
      company={viewer.customerName ?? ""}
      reader={viewer}
      formKey={newId()}
    />
  );
}
