// What runs in the browser: htmx for fragments and dialogs, and small things of our own.
import "htmx.org";
import { startArranging } from "./board";
import { startChartHover } from "./chart-hover";
import { startDialogs } from "./dialogs";
import { startForms } from "./forms";
import { startLive } from "./live";
import { startMenus } from "./menus";
import { startMoments } from "./moments";
import { startTheme } from "./theme";

startTheme();
startMenus();
startForms();
startDialogs();
startMoments();
startChartHover();
startArranging();
startLive();
