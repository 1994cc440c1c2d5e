/** A text area at one moment: what is in it and what is selected. */
export type Selected = { value: string; start: number; end: number };

/** What a button of the editor does. */
export type Edit =
  | { kind: "wrap"; mark: string; sample: string }
  | { kind: "lines"; prefix: string | ((index: number) => string); sample: string }
  | { kind: "link"; sample: string }
  | { kind: "block"; text: string };

/** The text after a button was pressed, with what is selected then. Pressed again, a mark goes away. */
export function applyEdit(selected: Selected, edit: Edit): Selected {
  switch (edit.kind) {
    case "wrap":
      return wrap(selected, edit.mark, edit.sample);
    case "lines":
      return prefixLines(selected, edit.prefix, edit.sample);
    case "link":
      return link(selected, edit.sample);
    case "block":
      return block(selected, edit.text);
  }
}

function wrap({ value, start, end }: Selected, mark: string, sample: string): Selected {
  const [before, inner, after] = [value.slice(0, start), value.slice(start, end), value.slice(end)];
  if (before.endsWith(mark) && after.startsWith(mark)) {
    const at = start - mark.length;
    return {
      value: before.slice(0, at) + inner + after.slice(mark.length),
      start: at,
      end: at + inner.length,
    };
  }
  const words = inner || sample;
  const at = start + mark.length;
  return { value: `${before}${mark}${words}${mark}${after}`, start: at, end: at + words.length };
}

function prefixLines(
  { value, start, end }: Selected,
  prefix: string | ((index: number) => string),
  sample: string,
): Selected {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const next = value.indexOf("\n", end);
  const to = next < 0 ? value.length : next;
  const lines = (value.slice(from, to) || sample).split("\n");
  const prefixOf = (index: number) => (typeof prefix === "string" ? prefix : prefix(index));
  const isOn = lines.every((line, index) => line.startsWith(prefixOf(index)));
  const changed = lines.map((line, index) =>
    isOn ? line.slice(prefixOf(index).length) : prefixOf(index) + line.replace(/^(#{1,6}|[-*>]|\d+\.) +/, ""),
  );
  const head = value.slice(0, from);
  // A list or a heading right below a paragraph would belong to it.
  const gap = !isOn && head !== "" && !head.endsWith("\n\n") ? "\n" : "";
  const text = changed.join("\n");
  const at = from + gap.length;
  const isSample = from === to;
  // Nothing was selected: one goes on writing behind what is there, or over the sample.
  const first = isSample ? at + text.length - sample.length : start === end ? at + text.length : at;
  return { value: head + gap + text + value.slice(to), start: first, end: at + text.length };
}

function link({ value, start, end }: Selected, sample: string): Selected {
  const inner = value.slice(start, end);
  const isAddress = /^(https?:\/\/|\/)\S+$/.test(inner);
  const [words, address] = isAddress ? [sample, inner] : [inner || sample, "/help/"];
  const text = `[${words}](${address})`;
  const at = isAddress ? start + 1 : start + words.length + 3;
  return {
    value: value.slice(0, start) + text + value.slice(end),
    start: at,
    end: at + (isAddress ? words.length : address.length),
  };
}

function block({ value, end }: Selected, text: string): Selected {
  const head = value.slice(0, end);
  const before = head === "" || head.endsWith("\n\n") ? "" : head.endsWith("\n") ? "\n" : "\n\n";
  const tail = value.slice(end);
  const after = tail === "" || tail.startsWith("\n") ? "\n" : "\n\n";
  const at = end + before.length + text.length;
  return { value: head + before + text + after + tail, start: at, end: at };
}
