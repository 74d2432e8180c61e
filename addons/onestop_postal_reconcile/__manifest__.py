{
    "name": "One-Stop Fees by Post at the Bank",
    "summary": "What the post remits is a deposit on its way until the bank or the accountant shows it, and agrees with the month",
    "version": "19.0.1.0.0",
    "category": "Government/One-Stop",
    "author": "One-Stop Suite contributors",
    "license": "AGPL-3",
    "depends": ["onestop_postal_payment", "onestop_payment_reconcile"],
    "auto_install": True,
}
