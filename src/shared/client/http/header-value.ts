/** A line break inside a header value would start another header (RFC 9110 §5.5). */
export const INVALID_HEADER_CHARACTER = /[^\t\x20-\x7e\x80-\xff]/;
