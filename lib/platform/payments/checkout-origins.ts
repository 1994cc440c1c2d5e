/**
 * The origins of Stripe's payment pages. Without script the pay button is a form, and a browser follows its redirect
 * only to where the page's policy allows a form to lead.
 */
export function checkoutOrigins({ apiBase }: { apiBase: string | undefined }): string[] {
  return apiBase ? [new URL(apiBase).origin] : ["https://checkout.stripe.com"];
}
