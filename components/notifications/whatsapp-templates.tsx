import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { MessagesSquare } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ActionState, idle } from "@/lib/core/action-state";
import { deleteTemplateAction, saveTemplateAction } from "@/lib/notifications/template-actions";
import type { WhatsAppTemplate } from "@/lib/notifications/template-types";
import { NOTIFICATION_EVENTS } from "@/lib/notifications/types";
import { TEMPLATE_PARAMETERS, TEMPLATE_STATUSES } from "@/lib/notifications/whatsapp";
import { CommandForm } from "./command-form";

const TONES = { pending: "info", approved: "success", rejected: "error", paused: "warning" } as const;

/** The templates that WhatsApp approved, and for what each is used. */
export async function WhatsAppTemplates({
  templates,
  canChange,
  added,
}: {
  templates: readonly WhatsAppTemplate[];
  canChange: boolean;
  /** The outcome of adding one without script. */
  added: ActionState<{ id: string }>;
}) {
  const t = await getTranslations("whatsapp");
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[72ch] text-fg-muted text-sm">{t("intro")}</p>
      {templates.length === 0 && !canChange && (
        <EmptyState icon={<MessagesSquare />} title={t("empty.title")}>
          {t("empty.body")}
        </EmptyState>
      )}
      {templates.map((template) => (
        <Card
          key={template.id}
          title={
            <span className="flex flex-wrap items-center gap-2">
              {template.event === null ? t("everything") : eventName(template.event)}
              <Badge tone={TONES[template.status]}>{t(`status.${template.status}`)}</Badge>
            </span>
          }
          actions={
            canChange && (
              <CommandForm
                action={deleteTemplateAction}
                initial={idle}
                texts={{ submit: t("delete"), done: t("deleted"), failed: t("failed") }}
                button={{ size: "sm", variant: "ghost" }}
              >
                <input type="hidden" name="id" value={template.id} />
              </CommandForm>
            )
          }
        >
          {canChange ? (
            <TemplateForm template={template} initial={idle} />
          ) : (
            <p className="text-sm">
              <code>{template.name}</code> · {template.language} · {template.parameters.join(", ") || "–"}
            </p>
          )}
        </Card>
      ))}
      {canChange && (
        <Card title={t("add")}>
          <TemplateForm template={null} initial={added} />
        </Card>
      )}
    </div>
  );
}

async function TemplateForm({
  template,
  initial,
}: {
  template: WhatsAppTemplate | null;
  initial: ActionState<{ id: string }>;
}) {
  const t = await getTranslations("whatsapp");
  const id = (field: string) => `${field}-${template?.id ?? "new"}`;
  return (
    <CommandForm
      action={saveTemplateAction}
      initial={initial}
      texts={{ submit: t(template ? "save" : "addIt"), done: t("saved"), failed: t("failed") }}
      className="flex flex-col gap-4"
      button={{ variant: template ? "secondary" : "primary", className: "self-start" }}
    >
      {template && <input type="hidden" name="id" value={template.id} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id={id("event")} name="event" label={t("field.event")}>
          {(control) => (
            <Select
              {...control}
              defaultValue={template?.event ?? ""}
              options={[
                { value: "", label: t("everything") },
                ...NOTIFICATION_EVENTS.toSorted().map((event) => ({ value: event, label: eventName(event) })),
              ]}
            />
          )}
        </Field>
        <Field id={id("status")} name="status" label={t("field.status")} hint={t("field.statusHint")}>
          {(control) => (
            <Select
              {...control}
              defaultValue={template?.status ?? "pending"}
              options={TEMPLATE_STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))}
            />
          )}
        </Field>
        <Field id={id("name")} name="name" label={t("field.name")} hint={t("field.nameHint")} required>
          {(control) => <Input {...control} defaultValue={template?.name ?? ""} maxLength={100} />}
        </Field>
        <Field
          id={id("language")}
          name="language"
          label={t("field.language")}
          hint={t("field.languageHint")}
          required
        >
          {(control) => <Input {...control} defaultValue={template?.language ?? "en"} maxLength={6} />}
        </Field>
        <Field
          id={id("parameters")}
          name="parameters"
          label={t("field.parameters")}
          hint={t("field.parametersHint", { known: TEMPLATE_PARAMETERS.join(", ") })}
          className="sm:col-span-2"
        >
          {(control) => (
            <Input
              {...control}
              defaultValue={template?.parameters.join(", ") ?? "name, title, link"}
              maxLength={200}
            />
          )}
        </Field>
      </div>
    </CommandForm>
  );
}

/** "order_status" as "Order status". */
function eventName(event: string): string {
  const words = event.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
