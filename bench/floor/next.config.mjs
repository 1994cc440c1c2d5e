/** Next in the mode in which the product runs it, and otherwise as it comes: what remains is the product's own doing. */
export default { poweredByHeader: false, cacheComponents: true, partialPrefetching: true };
