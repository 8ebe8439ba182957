import { z } from "zod";

/**
 * The made-up events of a demo brand: `on`, `off` until somebody switches them on again, `unavailable` where there is no
 * demo or this server was started without its stream.
 */
export const demoStreamSchema = z.enum(["on", "off", "unavailable"]);
export const demoSchema = z.object({ stream: demoStreamSchema });
export const demoBodySchema = z.strictObject({ stream: z.enum(["on", "off"]) });

/** Someone who was made up just now and became an advisor's friend. */
export const demoFriendSchema = z.object({ customerId: z.string(), name: z.string(), advisorId: z.string() });
