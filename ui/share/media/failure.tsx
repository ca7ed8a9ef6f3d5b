/** Why something was not saved, read out when it is said. */
export function Failure({ text }: { readonly text: string }) {
  return (
    <p className="export-failure" role="status">
      {text === "" ? "" : `It was not saved: ${text}.`}
    </p>
  )
}
