import { MessageCircleQuestion } from "@/components/ui/icons";

/** Where nothing has been said yet: what one can ask. */
export function Greeting({ title, body }: { title: string; body: string }) {
  return (
    <div className="mx-auto flex max-w-form flex-col items-center px-4 pt-10 pb-6 text-center max-sm:pt-4">
      <span
        aria-hidden
        className="mb-3 flex size-10 items-center justify-center rounded-lg border bg-paper text-primary-text [&_.icon]:size-5"
      >
        <MessageCircleQuestion aria-hidden />
      </span>
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="mt-1 max-w-md text-fg-muted text-sm">{body}</p>
    </div>
  );
}
