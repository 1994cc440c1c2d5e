/** Next as it comes. */
export default { poweredByHeader: false };
