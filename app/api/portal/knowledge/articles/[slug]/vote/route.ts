import { visitorRoute } from "@/lib/auth/guard";
import { articleParams, voteInput } from "@/lib/knowledge/help-schema";
import { voteOnArticle } from "@/lib/knowledge/help-service";
import { clientIp } from "@/lib/platform/client-ip";

const rateLimit = { name: "help.vote-call", limit: 60, windowSeconds: 60 };

export const POST = visitorRoute(
  { params: articleParams, body: voteInput, rateLimit },
  ({ viewer, params, body, request, jar }) =>
    voteOnArticle(
      viewer,
      {
        ip: clientIp(request.headers),
        getCookie: (name) => request.cookies.get(name)?.value,
        setCookie: (name, value, options) => jar.setAll([{ name, value, options }], {}),
      },
      params.slug,
      body,
    ),
);
