import { Document, renderToBuffer } from "@react-pdf/renderer";
import type { ReactElement } from "react";
import { prepareFonts } from "./fonts";
import { printable } from "./text";

type Facts = { title: string; author: string; language: string; createdOn: string };

/** The pages as a PDF; they are asked for when the fonts are ready. `createdOn` is a day and stands for the clock, so that the bytes depend on the input alone. */
export async function toPdf(pages: () => ReactElement, facts: Facts): Promise<Uint8Array> {
  await prepareFonts();
  const createdAt = new Date(`${facts.createdOn}T00:00:00Z`);
  const document = (
    <Document
      title={printable(facts.title)}
      author={printable(facts.author)}
      language={facts.language}
      creator="Portico"
      producer="Portico"
      creationDate={createdAt}
      modificationDate={createdAt}
      pdfVersion="1.7"
    >
      {pages()}
    </Document>
  );
  return new Uint8Array(await renderToBuffer(document));
}
