import { publicRoute } from "@/lib/auth/guard";
import { appError } from "@/lib/core/errors";
import { err } from "@/lib/core/result";
import { defaultMessage } from "@/lib/platform/error-messages";

/** Every address below /api that is none: an answer of the API's own form instead of a page. */
const nothingHere = publicRoute({}, async () => err(appError("not_found", defaultMessage("not_found"))));

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
