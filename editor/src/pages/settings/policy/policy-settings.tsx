import { ContactPolicyForm } from "./contact-policy-form.js";
import { SecretList } from "./secret-list.js";

/** How customers may be reached, and the secrets of the webhooks that go out beside. */
export function PolicySettings({ readonly }: { readonly: boolean }) {
  return (
    <>
      <ContactPolicyForm readonly={readonly} />
      {!readonly && <SecretList />}
    </>
  );
}
