import { extractText, getDocumentProxy } from "unpdf";

/** The words of a PDF, as somebody who opens it reads them. */
export async function pdfText(bytes: Uint8Array | ArrayBuffer): Promise<string> {
  // A copy: the reader takes what it is given away from us.
  const document = await getDocumentProxy(new Uint8Array(bytes.slice(0)));
  return (await extractText(document, { mergePages: true })).text;
}
