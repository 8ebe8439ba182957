/** The client names itself so, on phones and on computers. */
const WECOM = /wxwork\//i;

export const isWecomClient = (userAgent: string = navigator.userAgent): boolean => WECOM.test(userAgent);

/** Beside a chat or in one of WeCom's own pages: in its client, or framed by a page that plays it. */
export const isInsideWecom = (): boolean => isWecomClient() || window.parent !== window;
