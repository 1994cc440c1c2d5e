import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CircleCheck, LoaderCircle } from "@/components/ui/control-icons";
import { EmptyState } from "@/components/ui/empty-state";
import { CircleDashed, Clock, Hourglass, Inbox, Lock, Plus } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { Markdown } from "@/components/ui/markdown";
import { Progress } from "@/components/ui/progress";
import { ListSkeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { Row, Specimen } from "./specimen";

const MARKDOWN = `The relay gets warm, that is **not** your wiring.

1. Switch the amplifier off for an hour
2. Set \`INPUT\` to *line*
   - and leave the volume low

| Part | Price |
| --- | --- |
| Relay | R 240 |

> Does Thursday suit you?

See [the manual](https://example.co.za/manual), <script>alert("never")</script> and ![a photo](https://example.co.za/x.png).`;

/** What tells people how things stand. */
export function Feedback() {
  return (
    <>
      <Specimen name="Status, badges, people">
        <Row label="status">
          <Status tone="neutral" icon={<CircleDashed />} className="me-4">
            New
          </Status>
          <Status tone="info" icon={<LoaderCircle />} className="me-4">
            In progress
          </Status>
          <Status tone="warning" icon={<Hourglass />} className="me-4">
            Waiting for you
          </Status>
          <Status tone="success" icon={<CircleCheck />} className="me-4">
            Resolved
          </Status>
          <Status tone="error" icon={<Clock />}>
            Overdue
          </Status>
        </Row>
        <Row label="badges">
          {(["neutral", "primary", "info", "success", "warning", "error"] as const).map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          <Badge tone="warning" icon={<Lock aria-hidden />}>
            Internal
          </Badge>
          <Badge>12</Badge>
        </Row>
        <Row label="avatars">
          <Avatar name="Thandi van der Merwe" size="sm" />
          <Avatar name="Thandi van der Merwe" />
          <Avatar name="Pieter Botha" tone="primary" />
          <Avatar name="李 雷" size="lg" />
        </Row>
        <Row label="progress">
          <Progress label="amplifier.jpg" value={0.62} className="max-w-60" />
          <Progress label="Checking" className="max-w-60" />
        </Row>
      </Specimen>
      <Specimen name="Banners">
        <div className="grid gap-3 sm:grid-cols-2">
          <Banner tone="info">Support is closed on 16 December, a public holiday.</Banner>
          <Banner tone="success" title="E-mail address confirmed">
            You can sign in with it from now on.
          </Banner>
          <Banner tone="warning" title="Only staff will see this" />
          <Banner
            tone="error"
            title="The ticket was not created"
            actions={<Button size="sm">Try again</Button>}
          >
            The connection was lost. Your text is kept.
          </Banner>
        </div>
      </Specimen>
      <Specimen name="Empty, loading, written">
        <div className="grid gap-4 lg:grid-cols-3">
          <Card flush>
            <EmptyState
              icon={<Inbox />}
              title="No tickets yet"
              actions={
                <LinkButton href="/dev/ui" variant="primary" icon={<Plus aria-hidden />}>
                  New ticket
                </LinkButton>
              }
            >
              When something is wrong or unclear, open one: you see every step of it here.
            </EmptyState>
          </Card>
          <Card flush>
            <ListSkeleton label="Loading tickets" rows={5} />
          </Card>
          <Card>
            <Markdown className="text-sm">{MARKDOWN}</Markdown>
          </Card>
        </div>
      </Specimen>
    </>
  );
}
