-- Each activation of a widget takes the next number, and its versions begin with it: whatever two nodes' clocks say, a later activation shows later versions.
create sequence widget_epoch;
