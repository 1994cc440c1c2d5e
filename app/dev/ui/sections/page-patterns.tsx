import type { Route } from "next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { CircleCheck, LoaderCircle } from "@/components/ui/control-icons";
import { DetailLayout, Facts } from "@/components/ui/detail";
import { Hourglass, MessageSquareText, Plus, Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { List, ListRow } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { Toolbar } from "@/components/ui/toolbar";
import { SAMPLE_TICKETS } from "../sample";

const HERE = "/dev/ui/portal" as Route;
const ZONE = { locale: "en-ZA", timeZone: "Africa/Johannesburg" };

const STATUS = {
  "Waiting for you": { tone: "warning", icon: <Hourglass /> },
  "In progress": { tone: "info", icon: <LoaderCircle /> },
  Resolved: { tone: "success", icon: <CircleCheck /> },
} as const;

type Ticket = (typeof SAMPLE_TICKETS)[number];

function TicketStatus({ ticket }: { ticket: Ticket }) {
  return <Status {...STATUS[ticket.status]}>{ticket.status}</Status>;
}

/** Header, tabs, toolbar, list, table and detail as pages put them together. */
export function PagePatterns() {
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Tickets"
        meta="One ticket waits for your answer."
        actions={
          <LinkButton href={HERE} variant="primary" icon={<Plus aria-hidden />}>
            New ticket
          </LinkButton>
        }
      />
      <Tabs
        label="Views"
        tabs={[
          { href: HERE, label: "Open", count: 2, active: true },
          { href: HERE, label: "Waiting for you", count: 1 },
          { href: HERE, label: "Resolved", count: 14 },
          { href: HERE, label: "All", count: 17 },
        ]}
      />
      <Toolbar
        label="Filter tickets"
        chips={
          <>
            <Chip label="Priority" value="High" removeHref={HERE} removeLabel="Remove filter priority" />
            <Chip label="Category" value="Repair" removeHref={HERE} removeLabel="Remove filter category" />
          </>
        }
      >
        <Input
          type="search"
          controlSize="sm"
          aria-label="Search tickets"
          icon={<Search aria-hidden />}
          placeholder="Search"
          className="w-full sm:w-72"
        />
        <Select
          controlSize="sm"
          aria-label="Order"
          options={[
            { value: "recent", label: "Latest activity" },
            { value: "old", label: "Oldest first" },
          ]}
          className="max-sm:flex-1"
        />
        <Button>Export</Button>
      </Toolbar>
      <Card flush>
        <List label="Tickets">
          {SAMPLE_TICKETS.map((ticket) => (
            <ListRow
              key={ticket.number}
              href={HERE}
              unread={ticket.isUnread}
              unreadLabel="Unread"
              leading={<MessageSquareText aria-hidden />}
              title={ticket.subject}
              detail={ticket.activity}
              trailing={
                <>
                  <TicketStatus ticket={ticket} />
                  <RelativeTime at={ticket.at} {...ZONE} className="sm:w-24 sm:text-end" />
                </>
              }
            />
          ))}
        </List>
        <div className="border-t">
          <Pagination nextHref={HERE} nextLabel="Older" summary="3 of 17 tickets" />
        </div>
      </Card>
      <DetailLayout
        asideLabel="Facts"
        aside={
          <Card title="Facts">
            <Facts
              facts={[
                { label: "Status", value: <TicketStatus ticket={SAMPLE_TICKETS[0]} /> },
                { label: "Next answer", value: "today by 17:00" },
                { label: "Order", value: <span className="font-mono">ORD-20418</span> },
                { label: "Opened", value: "19 Nov 2026" },
              ]}
            />
          </Card>
        }
      >
        <Card title="Invoices" flush actions={<Button size="sm">All invoices</Button>}>
          <Table
            caption="Invoices"
            rows={SAMPLE_TICKETS}
            rowKey={(ticket) => ticket.number}
            href={() => HERE}
            columns={[
              { key: "subject", header: "For", primary: true, cell: (ticket) => ticket.subject },
              {
                key: "number",
                header: "Number",
                cell: (ticket) => <span className="font-mono text-xs">{ticket.number}</span>,
              },
              { key: "status", header: "Status", cell: (ticket) => <TicketStatus ticket={ticket} /> },
              {
                key: "amount",
                header: "Amount",
                align: "end",
                cell: (ticket) => ticket.amount,
              },
            ]}
          />
        </Card>
      </DetailLayout>
    </div>
  );
}
