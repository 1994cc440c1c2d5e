import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

/** A page of the settings that is a list, while it loads. */
export function SettingsListSkeleton({ title, label }: { title: string; label: string }) {
  return (
    <>
      <PageHeader title={title} className="mb-4" />
      <Skeleton className="mb-4 h-3 w-3/5" />
      <div className="overflow-hidden rounded-lg border">
        <ListSkeleton rows={8} label={label} />
      </div>
    </>
  );
}
