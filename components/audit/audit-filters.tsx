import type { Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { FilterPopover } from "@/components/tickets/filter-popover";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import { ListFilter } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Toolbar } from "@/components/ui/toolbar";
import { type AuditListParams, auditQuery, filtersOn } from "@/lib/audit/list-params";
import { ACTOR_GROUPS, ACTS, AUDIT_KINDS } from "@/lib/audit/types";
import { formatDate } from "@/lib/core/dates";

type Props = { list: "/portal/privacy/access" | "/admin/audit"; params: AuditListParams; locale: string };

/** Filters of either list, all in the address: a form that works without script. */
export async function AuditFilters({ list, params, locale }: Props) {
  const t = await getTranslations("audit");
  const on = filtersOn(params);
  const value = (name: (typeof on)[number]) => {
    if (name === "role") return t(`group.${params.role || "staff"}`);
    if (name === "kind") return t(`kind.${params.kind || "other"}`);
    if (name === "act") return t(`act.${params.act || "read"}`);
    // Days of a calendar have no zone.
    if (name === "from" || name === "to") return formatDate(`${params[name]}T00:00:00Z`, locale, "UTC");
    return params[name];
  };
  return (
    <Toolbar
      label={t("filter.find")}
      chips={
        on.length > 0 &&
        on.map((name) => (
          <Chip
            key={name}
            label={t(`filter.${name}`)}
            value={value(name)}
            removeLabel={t("filter.remove", { name: t(`filter.${name}`), value: value(name) })}
            removeHref={`${list}${auditQuery(params, { [name]: "" })}` as Route}
          />
        ))
      }
    >
      {list === "/admin/audit" && <SearchFields params={params} />}
      <FilterPopover
        label={t("filter.title")}
        trigger={
          <>
            <ListFilter aria-hidden />
            {t("filter.title")}
          </>
        }
        triggerClassName="h-9 touch:h-11"
        className="sm:w-96"
      >
        <Panel list={list} params={params} />
      </FilterPopover>
    </Toolbar>
  );
}

const TEXTS = ["actor", "customer", "resource", "action"] as const;

/** What admins type: who, about whom, which record, which action. Enter in any of them searches. */
async function SearchFields({ params }: { params: AuditListParams }) {
  const t = await getTranslations("audit");
  const { role, kind, act, from, to } = params;
  return (
    <Form
      action="/admin/audit"
      scroll={false}
      key={auditQuery(params)}
      className="grid min-w-0 flex-1 basis-full grid-cols-2 gap-2 lg:basis-0 lg:grid-cols-4"
    >
      {Object.entries({ role, kind, act, from, to }).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {TEXTS.map((name) => (
        <Input
          key={name}
          type="search"
          name={name}
          defaultValue={params[name]}
          maxLength={100}
          aria-label={t(`filter.${name}`)}
          placeholder={t(`filter.${name}`)}
          title={t(`desk.${name}Hint`)}
          enterKeyHint="search"
        />
      ))}
      {/* Where several fields stand in a form, Enter needs a button to press. */}
      <button type="submit" className="sr-only">
        {t("filter.apply")}
      </button>
    </Form>
  );
}

async function Panel({ list, params }: Omit<Props, "locale">) {
  const t = await getTranslations("audit");
  const label = "flex min-w-0 flex-col gap-1 text-sm";
  return (
    <Form action={list} scroll={false} key={auditQuery(params)} className="flex flex-col gap-3.5">
      {TEXTS.map(
        (name) => params[name] && <input key={name} type="hidden" name={name} value={params[name]} />,
      )}
      {(
        [
          ["role", ACTOR_GROUPS.map((value) => ({ value, label: t(`group.${value}`) }))],
          ["kind", AUDIT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))],
          ["act", ACTS.map((value) => ({ value, label: t(`act.${value}`) }))],
        ] as const
      ).map(([name, options]) => (
        <div key={name} className={label}>
          <span aria-hidden>{t(`filter.${name}`)}</span>
          <Select
            name={name}
            options={options}
            placeholder={t("filter.any")}
            defaultValue={params[name]}
            aria-label={t(`filter.${name}`)}
          />
        </div>
      ))}
      <div className="grid grid-cols-2 gap-3">
        {(["from", "to"] as const).map((side) => (
          <div key={side} className={label}>
            <span aria-hidden>{t(`filter.${side}`)}</span>
            <Input
              type="date"
              name={side}
              defaultValue={params[side]}
              min="1900-01-01"
              max="2999-12-31"
              // No ids: those of server components repeat from one answer to the next.
              aria-label={t(`filter.${side}`)}
            />
          </div>
        ))}
      </div>
      {list === "/portal/privacy/access" && (
        <Checkbox name="own" value="1" label={t("filter.own")} defaultChecked={params.own} />
      )}
      <div className="flex justify-end max-sm:sticky max-sm:-bottom-3 max-sm:-mx-3 max-sm:border-t max-sm:bg-paper max-sm:p-3 max-sm:[&>button]:flex-1">
        <Button type="submit" variant="primary">
          {t("filter.apply")}
        </Button>
      </div>
    </Form>
  );
}
