import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Markdown } from "@/components/ui/markdown";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";

const html = (node: ReactNode) => renderToStaticMarkup(node);
/** The value of an attribute in the first tag that has it. */
const attribute = (markup: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(markup)?.[1];

describe("Field", () => {
  const field = (error?: string | string[]) =>
    html(
      <Field name="subject" label="Subject" hint="A few words." error={error}>
        {(control) => <Input {...control} />}
      </Field>,
    );

  test("ties the label to the control", () => {
    const markup = field();
    expect(attribute(markup, "for")).toBe(/<input[^>]* id="([^"]+)"/.exec(markup)?.[1]);
    expect(markup).toContain('name="subject"');
    expect(attribute(markup, "aria-invalid")).toBeUndefined();
  });

  test("describes the control by its hint and every error", () => {
    const markup = field(["Too short.", "No links."]);
    const ids = attribute(markup, "aria-describedby")?.split(" ") ?? [];
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(markup).toContain(`id="${id}"`);
    expect(markup).toContain('aria-invalid="true"');
    expect(markup).toMatch(/Too short\..*No links\./s);
  });
});

describe("buttons", () => {
  test("submit nothing unless told to", () => {
    expect(html(<Button>Save</Button>)).toContain('type="button"');
    expect(html(<Button type="submit">Save</Button>)).toContain('type="submit"');
  });

  test("say that they are busy", () => {
    expect(html(<Button pending>Send</Button>)).toContain('aria-busy="true"');
  });

  test("of an icon alone have a name", () => {
    expect(attribute(html(<IconButton label="Attach files" icon={<i />} />), "aria-label")).toBe(
      "Attach files",
    );
  });
});

test("a select begins with its empty choice", () => {
  const markup = html(<Select options={[{ value: "low", label: "Low" }]} placeholder="Choose" />);
  expect([...markup.matchAll(/<option[^>]*value="([^"]*)"/g)].map(([, value]) => value)).toEqual(["", "low"]);
});

test("a status is said in words, its icon is not", () => {
  const markup = html(
    <Status tone="success" icon={<i />}>
      Resolved
    </Status>,
  );
  expect(markup).toMatch(/<span aria-hidden="true"[^>]*><i><\/i><\/span>Resolved/);
});

test("initials are drawn, not read aloud", () => {
  const markup = html(<Avatar name="Thandi van der Merwe" />);
  expect(attribute(markup, "data-initials")).toBe("TM");
  expect(markup).toContain('aria-hidden="true"');
});

describe("Table", () => {
  const markup = html(
    <Table
      caption="Tickets"
      rows={[{ id: "1", subject: "No sound", amount: "R 10" }]}
      rowKey={(row) => row.id}
      href={() => "/"}
      columns={[
        { key: "subject", header: "Subject", primary: true, cell: (row) => row.subject },
        { key: "amount", header: "Amount", align: "end", cell: (row) => row.amount },
      ]}
    />,
  );

  test("stays a table for screen readers when it looks like cards", () => {
    for (const role of ["table", "rowgroup", "row", "columnheader", "cell"])
      expect(markup).toContain(`role="${role}"`);
    expect(markup).toContain(">Tickets</caption>");
  });

  test("has one link in a row, around its title", () => {
    expect(markup.match(/<a /g)).toHaveLength(1);
    expect(markup).toMatch(/<a [^>]*>No sound<\/a>/);
  });
});

test("the last page leads nowhere", () => {
  expect(html(<Pagination nextHref={null} nextLabel="Older" />)).toBe("");
});

test("a time carries its moment for machines and its date for people", () => {
  const markup = html(
    <RelativeTime at="2020-03-01T10:00:00Z" locale="en-GB" timeZone="Africa/Johannesburg" />,
  );
  expect(attribute(markup, "dateTime")).toBe("2020-03-01T10:00:00.000Z");
  expect(attribute(markup, "title")).toContain("12:00");
  expect(markup).toContain(">1 Mar 2020<");
});

describe("Markdown", () => {
  const write = (text: string) => html(<Markdown>{text}</Markdown>);

  test("shows HTML as text", () => {
    expect(write('<img src=x onerror="alert(1)"> <script>alert(1)</script>')).not.toMatch(/<(img|script)/);
  });

  test("shows the boxes of tasks without making controls of them", () => {
    const markup = write("- [ ] Switch it off\n- [x] Switch it on");
    expect(markup).toMatch(/☐.*Switch it off.*☑.*Switch it on/s);
    expect(markup).not.toContain("<input");
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x"])("drops the address %s", (address) => {
    expect(write(`[click](${address})`)).not.toContain(address.split(":")[0]);
  });

  test("opens links elsewhere, without telling where from", () => {
    const markup = write("[manual](https://example.com)");
    expect(attribute(markup, "target")).toBe("_blank");
    expect(attribute(markup, "rel")).toMatch(/noopener.*noreferrer/);
  });

  test("fetches no pictures", () => {
    const markup = write("![photo](https://example.com/x.png)");
    expect(markup).not.toContain("<img");
    expect(markup).toContain(">photo</a>");
  });

  test("keeps its headings below those of the page", () => {
    expect(write("# One\n\n## Two")).toMatch(/<h3>One<\/h3>\s*<h4>Two<\/h4>/);
  });

  test("knows tables", () => {
    expect(write("| a |\n| - |\n| b |")).toContain("<td>b</td>");
  });
});
