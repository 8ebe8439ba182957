const WEB = /^https?:\/\//i;

/** An address that customers can open too. */
export const isWebAddress = (url: string | undefined): url is string => url !== undefined && WEB.test(url);

/** A file that the product itself keeps, for signed-in people: images among them are shown. */
export const isOwnFile = (url: string): boolean => url.startsWith("/files/");
