import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Paperclip, Plus, Search, Settings2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { Row, Specimen } from "./specimen";

const PRIORITIES = [
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
  { value: "urgent", label: "Urgent" },
];

/** Takes three seconds, so that the pending state can be seen. */
async function wait() {
  "use server";
  await new Promise((resolve) => setTimeout(resolve, 3000));
}

/** Buttons and form controls in every state. */
export function Controls() {
  return (
    <>
      <Specimen name="Buttons">
        {(["primary", "secondary", "ghost", "danger"] as const).map((variant) => (
          <Row key={variant} label={variant}>
            <Button variant={variant} size="sm">
              Small
            </Button>
            <Button variant={variant}>Send reply</Button>
            <Button variant={variant} icon={<Plus aria-hidden />}>
              New ticket
            </Button>
            <Button variant={variant} pending>
              Sending
            </Button>
            <Button variant={variant} disabled>
              Disabled
            </Button>
            <Button variant={variant} size="lg">
              Large
            </Button>
          </Row>
        ))}
        <Row label="icon, link, submit, keys">
          <IconButton label="Attach files" icon={<Paperclip aria-hidden />} />
          <IconButton
            label="Settings"
            icon={<Settings2 aria-hidden />}
            variant="secondary"
            shortcut="Ctrl ,"
          />
          <LinkButton href="/dev/ui/portal">Customer frame</LinkButton>
          <LinkButton href="/dev/ui/admin">Staff frame</LinkButton>
          <form action={wait}>
            <SubmitButton pendingLabel="Saving">Save changes</SubmitButton>
          </form>
          <Kbd keys="Ctrl K" />
        </Row>
      </Specimen>
      <Specimen name="Fields">
        <form className="grid max-w-3xl gap-x-6 gap-y-5 sm:grid-cols-2">
          <Field name="subject" label="Subject" hint="What it is about, in a few words." required>
            {(control) => <Input {...control} placeholder="Left channel cuts out" maxLength={200} />}
          </Field>
          <Field
            name="email"
            label="E-mail address"
            error="This address is not complete: the part after @ is missing."
          >
            {(control) => <Input {...control} type="email" defaultValue="thandi@" />}
          </Field>
          <Field name="priority" label="Priority" optionalLabel="optional">
            {(control) => <Select {...control} options={PRIORITIES} placeholder="Choose" />}
          </Field>
          <Field name="search" label="Search">
            {(control) => (
              <Input {...control} type="search" icon={<Search aria-hidden />} placeholder="Number or words" />
            )}
          </Field>
          <Field name="locked" label="Customer number" hint="Only our staff can change this.">
            {(control) => <Input {...control} readOnly value="C-10042" />}
          </Field>
          <Field name="off" label="Disabled">
            {(control) => <Input {...control} disabled value="Not now" />}
          </Field>
          <Field name="description" label="Description" className="sm:col-span-2">
            {(control) => <Textarea {...control} placeholder="What happened, and what did you expect?" />}
          </Field>
          <div className="flex flex-col gap-3">
            <Checkbox label="Tell me by e-mail" hint="When staff answer." defaultChecked />
            <Checkbox label="Not available" disabled />
          </div>
          <fieldset className="flex flex-col gap-3">
            <legend className="sr-only">Contact</legend>
            <Checkbox type="radio" name="contact" label="By phone" defaultChecked />
            <Checkbox type="radio" name="contact" label="By e-mail" />
          </fieldset>
        </form>
      </Specimen>
    </>
  );
}
