import { THEME_TITLES } from "../controls/look-commands.ts"
import { usePage } from "../state/page.ts"
import { chooseTheme, isThemeName } from "../themes/shown-theme.ts"
import { THEMES } from "../themes/themes.ts"

export function ThemeChoice() {
  const theme = usePage((state) => state.theme)
  return (
    <select
      className="theme-choice is-wide-only"
      data-testid="theme"
      aria-label="Theme"
      title="Theme"
      value={theme}
      onChange={({ target: { value } }) => {
        if (isThemeName(value)) chooseTheme(value)
      }}
    >
      {THEMES.map((name) => (
        <option key={name} value={name}>
          {THEME_TITLES[name].replace(/ theme$/, "").replace("Theme of the system", "System")}
        </option>
      ))}
    </select>
  )
}
