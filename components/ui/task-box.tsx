/** The box of a task in a list, as it was written: nobody ticks it here, and a control would want a name. */
export function TaskBox({ checked = false }: { checked?: boolean | undefined }) {
  return <span className="task-box">{checked ? "☑" : "☐"}</span>;
}
