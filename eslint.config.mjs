// Odoo's own rules (addons/web/tooling/_eslintrc.json), as far as prettier does not see to them.
import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import globals from "globals";

export default [
    { ignores: ["**/static/lib/**", "**/node_modules/**", ".onestop/**"] },
    js.configs.recommended,
    prettier,
    {
        languageOptions: {
            ecmaVersion: 2022,
            sourceType: "module",
            globals: { ...globals.browser, odoo: "readonly", luxon: "readonly" },
        },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: {
            curly: ["error", "all"],
            eqeqeq: ["error", "smart"],
            "no-console": "error",
            "no-restricted-globals": ["error", "event", "self"],
            "no-unused-vars": ["error", { args: "none", caughtErrors: "none" }],
            "no-var": "error",
            "object-shorthand": "error",
            "prefer-const": ["error", { destructuring: "all", ignoreReadBeforeAssign: true }],
        },
    },
];
