// Turbopack would otherwise take the product's own file from the folder above. This one matches no page.
export function proxy() {}
export const config = { matcher: "/none" };
