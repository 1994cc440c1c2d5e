import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { ChevronLeft, LoaderCircle } from "@/components/ui/control-icons";
import { Facts } from "@/components/ui/detail";
import { FileImage, Paperclip } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";

type Messages = Awaited<ReturnType<typeof getTranslations<"landing.preview">>>;

/**
 * A ticket page in the size of a picture, made of the product's own parts, so that it can never show
 * something the product no longer looks like. Inert: nothing in it can be reached or read aloud.
 */
export async function ProductPreview() {
  const t = await getTranslations("landing.preview");
  return (
    <figure className="min-w-0">
      <div
        inert
        className="select-none overflow-hidden rounded-lg bg-paper text-base shadow-float sm:grid sm:grid-cols-[minmax(0,1fr)_13.5rem]"
      >
        <div className="flex min-w-0 flex-col">
          <PreviewHeader t={t} />
          <Thread t={t} />
          <Composer t={t} />
        </div>
        <aside className="border-s bg-canvas p-4 max-sm:hidden">
          <PreviewFacts t={t} />
        </aside>
      </div>
      <figcaption className="sr-only">{t("caption")}</figcaption>
    </figure>
  );
}

function PreviewHeader({ t }: { t: Messages }) {
  return (
    <div className="border-b px-5 pt-3.5 pb-4">
      <p className="flex items-center gap-0.5 text-fg-muted text-xs">
        <ChevronLeft className="size-3.5" />
        {t("back")}
      </p>
      <p className="mt-1.5 font-semibold text-lg">{t("subject")}</p>
      <div className="mt-1 flex flex-wrap items-center gap-x-3">
        <Status tone="info" icon={<LoaderCircle />}>
          {t("status")}
        </Status>
        <span className="font-mono text-fg-muted text-xs">{t("number")}</span>
      </div>
    </div>
  );
}

function Thread({ t }: { t: Messages }) {
  return (
    <div className="flex flex-1 flex-col gap-4 px-5 py-4">
      <Message name={t("customer")} time={t("time1")} text={t("message1")}>
        <span className="mt-2.5 inline-flex items-center gap-2 rounded-md border px-2 py-1.5 text-xs">
          <FileImage className="text-fg-muted" />
          {t("file1")}
          <span className="text-fg-muted">{t("size1")}</span>
        </span>
      </Message>
      <p className="flex items-center gap-3 text-fg-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t("today")}
      </p>
      <Message name={t("agent")} role={t("team")} time={t("time2")} text={t("message2")} />
      <Message name={t("customer")} time={t("time3")} text={t("message3")} />
    </div>
  );
}

function Message({
  name,
  role,
  time,
  text,
  children,
}: {
  name: string;
  role?: string;
  time: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex gap-3">
      <Avatar name={name} size="sm" tone={role ? "primary" : "neutral"} className="mt-0.5 size-7" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <span className="font-semibold">{name}</span>
          {role && <span className="text-primary-text">{role}</span>}
          <span className="text-fg-muted text-xs">{time}</span>
        </p>
        <p className="mt-0.5 text-fg-secondary text-sm leading-relaxed">{text}</p>
        {children}
      </div>
    </div>
  );
}

function Composer({ t }: { t: Messages }) {
  return (
    <div className="mx-5 mb-5 rounded-md border border-line-strong">
      <p className="px-3 pt-2.5 text-fg-muted text-sm">{t("compose")}</p>
      <div className="flex items-center justify-between p-2 pt-3">
        <span className="flex items-center gap-1.5 px-1 text-fg-muted text-xs">
          <Paperclip className="size-3.5" />
          {t("attach")}
        </span>
        <Button variant="primary" size="sm">
          {t("send")}
        </Button>
      </div>
    </div>
  );
}

function PreviewFacts({ t }: { t: Messages }) {
  return (
    <>
      <Button size="sm" className="w-full">
        {t("resolve")}
      </Button>
      <Facts
        stacked
        className="mt-4"
        facts={[
          { label: t("factPromise"), value: t("promise") },
          { label: t("factAgent"), value: t("agent") },
          { label: t("factOrder"), value: <span className="font-mono">{t("order")}</span> },
          { label: t("factItem"), value: t("item") },
          { label: t("factOpened"), value: t("opened") },
        ]}
      />
      <p className="mt-5 border-t pt-4 font-medium text-fg-muted text-xs">{t("history")}</p>
      <ul className="mt-2 flex flex-col gap-2 text-xs">
        <li>
          {t("event1")} <span className="text-fg-muted">{t("time2")}</span>
        </li>
        <li>
          {t("event2")} <span className="text-fg-muted">{t("day")}</span>
        </li>
      </ul>
    </>
  );
}
