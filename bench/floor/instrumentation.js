// Turbopack would otherwise take the product's own file from the folder above.
export function register() {}
