import { afterEach, expect, test } from "vitest";
import { toast, toastStore } from "@/components/ui/toast";

afterEach(() => {
  for (const { id } of toastStore.get()) toast.dismiss(id);
});

test("shows what was said last, three at most", () => {
  for (const message of ["one", "two", "three", "four"]) toast.info(message);
  expect(toastStore.get().map(({ message }) => message)).toEqual(["two", "three", "four"]);
});

test("dismisses the one that is meant", () => {
  const sent = toast.success("Reply sent.");
  toast.error("Not sent.");
  toast.dismiss(sent);
  expect(toastStore.get()).toMatchObject([{ tone: "error", message: "Not sent." }]);
});

test("tells its host of every change until it leaves", () => {
  let calls = 0;
  const leave = toastStore.subscribe(() => {
    calls += 1;
  });
  toast.dismiss(toast.info("hello"));
  expect(calls).toBe(2);
  leave();
  toast.info("again");
  expect(calls).toBe(2);
});
