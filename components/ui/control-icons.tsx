import {
  Check as CheckNode,
  ChevronLeft as ChevronLeftNode,
  ChevronsUpDown as ChevronsUpDownNode,
  CircleAlert as CircleAlertNode,
  CircleCheck as CircleCheckNode,
  Copy as CopyNode,
  Info as InfoNode,
  LoaderCircle as LoaderCircleNode,
  TriangleAlert as TriangleAlertNode,
  Upload as UploadNode,
  X as XNode,
} from "lucide";
import { icon } from "./icon";

// The icons of the primitives, which the script of nearly every page has: all other icons stay out of it.

export const Check = /* @__PURE__ */ icon(CheckNode);
export const ChevronLeft = /* @__PURE__ */ icon(ChevronLeftNode);
export const ChevronsUpDown = /* @__PURE__ */ icon(ChevronsUpDownNode);
export const CircleAlert = /* @__PURE__ */ icon(CircleAlertNode);
export const CircleCheck = /* @__PURE__ */ icon(CircleCheckNode);
export const Copy = /* @__PURE__ */ icon(CopyNode);
export const Info = /* @__PURE__ */ icon(InfoNode);
export const LoaderCircle = /* @__PURE__ */ icon(LoaderCircleNode);
export const TriangleAlert = /* @__PURE__ */ icon(TriangleAlertNode);
export const Upload = /* @__PURE__ */ icon(UploadNode);
export const X = /* @__PURE__ */ icon(XNode);
