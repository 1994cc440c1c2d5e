import {
  Bold as BoldNode,
  Heading2 as Heading2Node,
  Heading3 as Heading3Node,
  ImagePlus as ImagePlusNode,
  Italic as ItalicNode,
  Link as LinkNode,
  List as ListNode,
  ListOrdered as ListOrderedNode,
  Table as TableNode,
  TextQuote as TextQuoteNode,
} from "lucide";
import { icon } from "@/components/ui/icon";

// The icons of the writing tools, which only the editor's script has.

export const BoldIcon = /* @__PURE__ */ icon(BoldNode);
export const HeadingIcon = /* @__PURE__ */ icon(Heading2Node);
export const SubheadingIcon = /* @__PURE__ */ icon(Heading3Node);
export const ImageIcon = /* @__PURE__ */ icon(ImagePlusNode);
export const ItalicIcon = /* @__PURE__ */ icon(ItalicNode);
export const LinkIcon = /* @__PURE__ */ icon(LinkNode);
export const ListIcon = /* @__PURE__ */ icon(ListNode);
export const NumbersIcon = /* @__PURE__ */ icon(ListOrderedNode);
export const TableIcon = /* @__PURE__ */ icon(TableNode);
export const QuoteIcon = /* @__PURE__ */ icon(TextQuoteNode);
