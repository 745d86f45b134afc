/** The account that the embedded store plays when the settings name none. */
export const defaultLocalAccount = '000000000000';
