"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Copy } from "@/components/ui/control-icons";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { FileDrop } from "@/components/ui/file-drop";
import { Archive, Ellipsis, ListFilter, Trash2, UserPlus } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast";
import { Row, Specimen } from "./specimen";

/** Everything that floats, and what needs script. */
export function Overlays() {
  const [isOpen, setIsOpen] = useState(false);
  const [isMine, setIsMine] = useState(true);
  const [files, setFiles] = useState<string[]>([]);
  return (
    <Specimen name="Overlays and islands">
      <Row label="menu, popover, dialog">
        <Menu
          label="Ticket actions"
          icon={<Ellipsis aria-hidden />}
          align="start"
          items={[
            { kind: "label", key: "heading", label: "TKT-2026-00481" },
            {
              key: "assign",
              label: "Assign to me",
              icon: <UserPlus aria-hidden />,
              shortcut: "A",
              onSelect: () => {},
            },
            { key: "copy", label: "Copy link", icon: <Copy aria-hidden />, onSelect: () => {} },
            {
              key: "archive",
              label: "Archive",
              icon: <Archive aria-hidden />,
              disabled: true,
              onSelect: () => {},
            },
            {
              kind: "choice",
              key: "mine",
              label: "Only mine",
              checked: isMine,
              onSelect: () => setIsMine(!isMine),
            },
            { kind: "separator", key: "line" },
            {
              key: "delete",
              label: "Cancel ticket",
              icon: <Trash2 aria-hidden />,
              danger: true,
              onSelect: () => {},
            },
          ]}
        />
        <Popover
          label="Filters"
          trigger={
            <>
              <ListFilter aria-hidden />
              Filters
            </>
          }
          className="w-64"
        >
          <div className="flex flex-col gap-2">
            <Checkbox label="High priority" />
            <Checkbox label="Unanswered" />
          </div>
        </Popover>
        <Button onClick={() => setIsOpen(true)}>Close ticket…</Button>
        <Dialog
          open={isOpen}
          onClose={() => setIsOpen(false)}
          title="Close this ticket?"
          description="You can reopen it within 14 days by replying to it."
          closeLabel="Close"
          footer={
            <>
              <Button onClick={() => setIsOpen(false)}>Keep it open</Button>
              <Button variant="danger" onClick={() => setIsOpen(false)}>
                Close ticket
              </Button>
            </>
          }
        >
          <p className="text-fg-secondary">Pieter is told that it is done. Nothing is deleted.</p>
        </Dialog>
      </Row>
      <Row label="toasts">
        <Button onClick={() => toast.success("Reply sent.")}>Success</Button>
        <Button
          onClick={() =>
            toast.info("Lerato took this ticket.", { action: { label: "Show", onClick: () => {} } })
          }
        >
          With action
        </Button>
        <Button
          onClick={() =>
            toast.error("The reply was not sent: the connection is gone. Your text is kept as a draft.")
          }
        >
          Error
        </Button>
      </Row>
      <Row label="copy">
        <span className="font-mono text-sm">TKT-2026-00481</span>
        <CopyButton text="TKT-2026-00481" label="Copy ticket number" copiedLabel="Copied" />
      </Row>
      <Row label="files">
        <FileDrop
          className="w-full max-w-md"
          label="Add files, or drop them here"
          hint="Photos, PDF, Word, Excel, text. 10 MB each, ten at most."
          onFiles={(added) => setFiles(added.map((file) => file.name))}
        />
        <p className="w-full text-fg-muted text-sm">{files.join(", ")}</p>
      </Row>
    </Specimen>
  );
}
