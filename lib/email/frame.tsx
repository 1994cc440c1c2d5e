import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Html,
  Link,
  Preview,
  Section,
  Text,
} from "@react-email/components";
import { accentOf, COLORS, DARK_STYLES, FONT } from "./palette";
import type { EmailContent, EmailItem } from "./render";

/**
 * The frame of every e-mail, from a ticket's to a digest. Nothing in it is loaded from anywhere: a picture would
 * tell its owner who reads this, and when. Programs that know colour schemes get a dark one.
 */
export function EmailFrame({
  branding,
  locale,
  subject,
  preheader,
  marker,
  heading,
  about,
  bodyHtml,
  items,
  action,
  footer,
  links,
}: EmailContent) {
  const { accent, words } = accentOf(branding);
  const quiet = { color: COLORS.quiet };
  return (
    <Html lang={locale}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which React would escape */}
        <style dangerouslySetInnerHTML={{ __html: DARK_STYLES }} />
      </Head>
      <Preview>{preheader}</Preview>
      <Body className="page" style={{ margin: 0, padding: 0, background: COLORS.page, fontFamily: FONT }}>
        <Container className="page" style={{ maxWidth: 592, padding: "32px 16px", background: COLORS.page }}>
          <Section
            className="card"
            style={{
              padding: "28px 28px 24px",
              background: COLORS.card,
              border: `1px solid ${COLORS.line}`,
              borderRadius: 10,
            }}
          >
            {marker && (
              <Text
                className="quiet"
                style={{ ...quiet, margin: "0 0 16px", fontSize: 12, lineHeight: "16px" }}
              >
                {marker}
              </Text>
            )}
            <Text
              className="brand"
              style={{
                margin: "0 0 20px",
                fontSize: 15,
                lineHeight: "20px",
                fontWeight: 600,
                color: accent,
              }}
            >
              {branding.name}
            </Text>
            <Heading
              as="h1"
              className="text"
              style={{
                margin: "0 0 4px",
                fontSize: 20,
                lineHeight: "26px",
                fontWeight: 600,
                color: COLORS.text,
              }}
            >
              {heading}
            </Heading>
            {about && (
              <Text
                className="quiet"
                style={{ ...quiet, margin: "0 0 20px", fontSize: 14, lineHeight: "20px" }}
              >
                {about}
              </Text>
            )}
            {bodyHtml && (
              <div
                className="text"
                style={{ fontSize: 16, lineHeight: "24px", color: COLORS.text }}
                // biome-ignore lint/security/noDangerouslySetInnerHtml: made by markdownToEmailHtml, which lets no markup through
                dangerouslySetInnerHTML={{ __html: bodyHtml }}
              />
            )}
            {items?.map((item) => (
              <Item key={item.id} {...item} />
            ))}
            {action && (
              <>
                <Button
                  href={action.href}
                  style={{
                    margin: "20px 0 16px",
                    padding: "10px 18px",
                    borderRadius: 6,
                    background: accent,
                    color: words,
                    fontSize: 16,
                    fontWeight: 600,
                  }}
                >
                  {action.label}
                </Button>
                <Text className="quiet" style={{ ...quiet, margin: 0, fontSize: 13, lineHeight: "20px" }}>
                  {action.hint}{" "}
                  <Link href={action.href} style={{ ...quiet, wordBreak: "break-all" }}>
                    {action.href}
                  </Link>
                </Text>
              </>
            )}
          </Section>
          <Text
            className="quiet"
            style={{ ...quiet, margin: 0, padding: "16px 28px", fontSize: 13, lineHeight: "20px" }}
          >
            {footer.map((line) => (
              <span key={line}>
                {line}
                <br />
              </span>
            ))}
            {links?.map(({ label, href }, index) => (
              <span key={href}>
                {index > 0 && " · "}
                <Link href={href} style={{ ...quiet, textDecoration: "underline" }}>
                  {label}
                </Link>
              </span>
            ))}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

/** One of several pieces of news: what, about what, when. */
function Item({ title, detail, at, href }: EmailItem) {
  const words = (
    <>
      <span style={{ fontWeight: 600 }}>{title}</span>
      {detail && <span>{` · ${detail}`}</span>}
    </>
  );
  return (
    <Section className="row" style={{ borderTop: `1px solid ${COLORS.line}`, padding: "10px 0" }}>
      <Text className="text" style={{ margin: 0, fontSize: 15, lineHeight: "22px", color: COLORS.text }}>
        {href ? (
          <Link href={href} style={{ color: COLORS.text, textDecoration: "none" }}>
            {words}
          </Link>
        ) : (
          words
        )}
      </Text>
      <Text className="quiet" style={{ margin: 0, fontSize: 13, lineHeight: "18px", color: COLORS.quiet }}>
        {at}
      </Text>
    </Section>
  );
}
